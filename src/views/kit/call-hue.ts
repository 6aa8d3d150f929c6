/** `--call-0` to `--call-3`. */
const HUES = 4

/** The hue of a call by its number, from 0; a fifth call has that of the first. */
export const callHue = (number: number): number => number % HUES
