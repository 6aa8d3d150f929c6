import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { reasonOf } from './input.ts'

/** A file to read; no name stands for what is piped in. */
export interface Found {
  readonly file: string | undefined
  /** Its way from the folder that was named, or its own name: the words that may tell of its side. */
  readonly path: string
  /** It was found in a folder, and not named itself. */
  readonly isWithin?: boolean
}

/** A file as it is; of a folder all files in it and below, in the order in which people count. */
export async function filesIn(name: string, miss: (note: string) => void): Promise<Found[]> {
  const isFolder = name !== '-' && (await stat(name).catch(() => undefined))?.isDirectory()
  if (!isFolder) return [{ file: name === '-' ? undefined : name, path: name }]
  const found = await walk(name, miss)
  if (found.length === 0) miss(`${name} holds no file.`)
  return found.map((file) => ({ file, path: relative(name, file), isWithin: true }))
}

/** What belongs to tools, and never holds captures. */
const isHidden = (name: string): boolean => name.startsWith('.') || name === 'node_modules'

async function walk(folder: string, miss: (note: string) => void): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const inOrder = entries
      .filter(({ name }) => !isHidden(name))
      .sort((left, right) => left.name.localeCompare(right.name, 'en', { numeric: true }))
    const lists: string[][] = []
    for (const entry of inOrder) {
      const path = join(folder, entry.name)
      // A link to a folder may lead back to where it stands.
      if (entry.isDirectory()) lists.push(await walk(path, miss))
      else if (entry.isFile() || entry.isSymbolicLink()) lists.push((await isFile(path)) ? [path] : [])
    }
    return lists.flat()
  } catch (error) {
    miss(`${folder} cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}.`)
    return []
  }
}

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isFile() ?? false
