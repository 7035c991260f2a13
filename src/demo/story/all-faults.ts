/** All faults of the year, in order of time. */
import type { Fault } from './fault.ts';
import { faults1 } from './faults-1.ts';
import { faults2 } from './faults-2.ts';
import { faults3 } from './faults-3.ts';
import { faults4 } from './faults-4.ts';

export const faults: readonly Fault[] = [...faults1, ...faults2, ...faults3, ...faults4];
