/** A process that mutates one copy: `node _lane.ts FOLDER TWIN SEED FROM STEP COUNT HARMLESS` prints one line of JSON a mutation. */
import { withData } from './_month.ts';
import { mutate } from './_mutate.ts';

const [base = '', twin = '', seed = '', from = '', step = '', count = '', harmless = ''] = process.argv.slice(2);
await withData(base, () =>
  mutate({
    ...{ base, twin, seed: Number(seed), from: Number(from), step: Number(step) },
    ...{ count: Number(count), harmless: Number(harmless) },
    seen: (one) => process.stdout.write(`${JSON.stringify(one)}\n`),
  }),
);
