import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ByteWindow } from '../../engine/answers/bytes.ts'
import type { BodyAddress } from '../../state/queries.ts'
import { BYTE_PAGE } from '../../state/queries.ts'
import { useScreen } from '../kit/screen.ts'

/** How many bytes a body has; why that is not known, as a sentence. */
export function useByteTotal(body: BodyAddress): number | string {
  const { data, error } = useQuery(useScreen().queries.bytes(body, 0))
  if (error) return error.message
  if (!data) return 'Counting bytes…'
  return 'problem' in data ? data.problem : data.total
}

export interface Bytes {
  at(byte: number): { readonly value: number; readonly sign: string } | undefined
}

/** The pages that hold what is seen. */
export function useBytes(body: BodyAddress, from: number, to: number): Bytes {
  const { queries } = useScreen()
  const first = Math.floor(from / BYTE_PAGE)
  const count = Math.floor(Math.max(from, to - 1) / BYTE_PAGE) - first + 1
  const answers = useQueries({
    queries: Array.from({ length: count }, (_, i) => queries.bytes(body, first + i)),
  })
  const pages = answers.flatMap(({ data }): ByteWindow[] => (data && !('problem' in data) ? [data] : []))
  // Rows are drawn anew where other pages are there, and else stay as they are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page is known by where it begins
  return useMemo(
    () => ({
      at(byte) {
        const page = pages.find((one) => byte >= one.from && byte < one.from + one.bytes.length)
        const value = page?.bytes[byte - page.from]
        return page && value !== undefined ? { value, sign: page.signs[byte - page.from] ?? '' } : undefined
      },
    }),
    [pages.map((page) => page.from).join(' ')],
  )
}
