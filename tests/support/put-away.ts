/** Set up for each file anew: what it leaves behind goes at its end, after all that it does there itself. */
import { afterAll } from 'vitest';
import { putAway } from './at-end.ts';

afterAll(putAway);
