/** Properties of all files draw from what `runs.ts` says. */
import fc from 'fast-check';
import { drawnFrom } from './runs.ts';

fc.configureGlobal({ ...fc.readConfigureGlobal(), ...drawnFrom });
