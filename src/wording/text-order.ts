/** Texts in the order of their code units, the same on every machine: for ids and dates, not for what people read. Pure. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
