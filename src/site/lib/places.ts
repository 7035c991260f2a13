/** Where the number of a record or of a document leads, wherever it is printed. */
import { model } from './model.ts';
import { numberedDays, numberedPlaces } from './numbered.ts';

export const placeOf = numberedPlaces(model);
/** The days of a document, where its number reads like others. */
export const daysOf = numberedDays(model);
