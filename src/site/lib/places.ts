/** Where the number of a record or of a document leads, wherever it is printed. */
import { model } from './model.ts';
import { numberedPlaces } from './numbered.ts';

export const placeOf = numberedPlaces(model);
