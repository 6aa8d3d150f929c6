// What a written tree says: a leaf's own value may be a tree again.
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { isLeaf } from '../../hub/leaf.ts'

export const open = (tree: Written): Written => (isLeaf(tree) ? (tree.value as Written) : tree)
export const fieldsOf = (tree: Written): [string, Written][] => {
  const value = open(tree)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value as WrittenObject)
    : []
}
export const itemsOf = (tree: Written): readonly Written[] => {
  const value = open(tree)
  return Array.isArray(value) ? (value as readonly Written[]) : []
}
export const at = (tree: Written, key: string): Written => fieldsOf(tree).find(([name]) => name === key)?.[1]
export const textOf = (tree: Written): string => {
  const value = open(tree)
  return typeof value === 'string' ? value : ''
}
export const isBlank = (tree: Written): boolean => {
  const value = open(tree)
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
export const asText = (tree: Written): Leaf<string> =>
  isLeaf(tree) ? (tree as Leaf<string>) : { value: textOf(tree), from: [] }
