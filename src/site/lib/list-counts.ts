/** What a list says of how many rows it shows, of how many it has, and of how many there are. Pure. */

/** Above a list that goes on elsewhere. @param listed rows of the page @param filtered whether it can be filtered */
export function beyondText(total: number, listed: number, filtered: boolean): string {
  return `共 ${total} 项，本页列出前 ${listed} 项${filtered ? '（筛选也只在其中）' : ''}；其余 ${total - listed} 项在各月的页面：`;
}

/** Beside its filters. @param shown rows that pass them @param rows of the page @param all undefined: the page has them all */
export function shownText(shown: number, rows: number, all: string | undefined): string {
  return all === undefined
    ? `显示 ${shown} 项，共 ${rows} 项`
    : `显示 ${shown} 项，本页共 ${rows} 项（全部 ${all} 项）`;
}
