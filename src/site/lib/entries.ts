/** The entries of the model, joined and grouped once for all pages. */
import { byKind, byMonth, entriesOf, monthsForReading } from './deliverables.ts';
import { model } from './model.ts';

export const entries = entriesOf(model);
export const months = monthsForReading(byMonth(entries), model.until);
export const kinds = byKind(entries);
