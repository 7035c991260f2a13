/** How a month reads, and the only place where its words are put together. Imports nothing, so that the site has it too. */

/** `2026 年 11 月` of `2026-11` */
export const monthText = (month: string): string => `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5, 7))} 月`;
