/** Names of the files that say where records stand, month by month; what bears another number has a file of its own. */

/** Addresses of the records of a month `yyyy-mm` by their ids. */
export const placesFile = (month: string): string => `places/${encodeURIComponent(month).replaceAll('%', '_')}.json`;
/** `GZ-20260320-001` → `2026-03` */
export const monthOfId = (id: string): string => id.replace(/^.*-(\d{4})(\d{2})\d{2}-\d+$/, '$1-$2');
