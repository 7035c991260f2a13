/** Figures that stand below one another have one form: where one is divided by thousands, all are. Pure. */
import { grouped, THOUSAND } from './figures.ts';

const DIVIDED = /\d,\d{3}/;
/** A figure of four digits that is not divided, with its decimals, before its unit. */
const UNDIVIDED = /^([-+−]?)(\d{4}(?:\.\d+)?)(?= \D|$)/;

/** @param texts of one column of figures, with their units: `17,766.3 s` */
export const areMixed = (texts: readonly string[]): boolean =>
  texts.some((text) => DIVIDED.test(text)) && texts.some((text) => UNDIVIDED.test(text));

/** `7,227.0 s` for `7227.0 s`; what begins with no such figure stays as it is. */
export const dividedText = (text: string): string =>
  text.replace(UNDIVIDED, (_, sign: string, figure: string) => `${sign}${grouped(figure, undefined, THOUSAND)}`);
