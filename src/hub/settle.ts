/**
 * Says of a thing in the state of a reader or a writer that it is finished, with all that is below it: nobody changes it any
 * more. Copies of the state share it; without that they would cost more with each part of a long reply.
 */
export const settle = <T extends object>(finished: T): T => Object.freeze(finished)

export const isSettled = (value: object): boolean => Object.isFrozen(value)
