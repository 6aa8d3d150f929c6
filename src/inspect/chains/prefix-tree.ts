/** What was said first in some requests, and then in some of those: each request is a way down from the root. */
interface Node {
  /** The latest request that ends here. */
  id?: string
  /** Most have one way on. */
  says?: string
  next?: Node
  /** The other ways. */
  others?: Map<string, Node>
}

/** Requests by all that they say, in order. A history that is sent again grows the way that it took before. */
export class PrefixTree {
  private readonly root: Node = {}

  add(said: readonly { readonly says: string }[], id: string): void {
    let here = this.root
    for (const { says } of said) here = wayFrom(here, says) ?? openWay(here, says)
    here.id = id
  }

  /** The longest request that this one begins with. */
  longest(said: readonly { readonly says: string }[]): string | undefined {
    let here: Node | undefined = this.root
    let found: string | undefined
    for (const { says } of said) {
      here = wayFrom(here, says)
      if (!here) break
      found = here.id ?? found
    }
    return found
  }
}

const wayFrom = ({ says, next, others }: Node, word: string): Node | undefined =>
  says === word ? next : others?.get(word)

function openWay(node: Node, says: string): Node {
  const next: Node = {}
  if (node.next) {
    node.others ??= new Map()
    node.others.set(says, next)
  } else {
    node.says = says
    node.next = next
  }
  return next
}
