/** Does the work of a name once nothing was said of it for so long. Milliseconds. */
export function whenQuiet(pause: number, work: (name: string) => void): (name: string) => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  return (name) => {
    clearTimeout(timers.get(name))
    timers.set(
      name,
      setTimeout(() => work(name), pause),
    )
  }
}
