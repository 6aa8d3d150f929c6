interface Made<T> {
  readonly of: readonly object[]
  readonly name: string
  readonly made: T
}

/** What was worked out last, by what it was worked out of: the very objects, and a name among them. */
export class Recently<T> {
  readonly #most: number
  /** The latest last. */
  #known: readonly Made<T>[] = []

  constructor(most: number) {
    this.#most = most
  }

  get(of: readonly object[], name: string, make: () => T): T {
    const isIt = (one: Made<T>) => one.name === name && one.of.every((part, at) => part === of[at])
    const one = this.#known.find(isIt) ?? { of, name, made: make() }
    this.#known = [...this.#known.filter((other) => other !== one), one].slice(-this.#most)
    return one.made
  }
}
