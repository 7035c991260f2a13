/** Topics by which a clause is judged without a row of its own: something is owed by them and held against what was recorded. */
import type { Topic } from '../terms/topics.ts';
import { everyOf, type Quantity, quantity } from './quantities.ts';

const ALWAYS = quantity('hours', '7x24');

/** Each with the quantities that it judges by itself. What is missing judges by rows alone, or lists records and judges nothing. */
export const judgingTopics: Readonly<Partial<Record<Topic, readonly Quantity[]>>> = {
  stability: [],
  recoverability: [],
  repair: [],
  'support-system': [],
  watch: [ALWAYS],
  mechanism: [],
  operation: [],
  monitoring: [],
  patch: [],
  interface: [],
  'device-data': [],
  device: [],
  'device-fault': [],
  'device-report': [],
  renewal: [],
  backup: [],
  'operation-log': [],
  inspection: [everyOf(1, 'day')],
  scan: [everyOf(1, 'month')],
  protection: [everyOf(1, 'month')],
  permit: [],
  remote: [],
};
