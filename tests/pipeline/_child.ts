/**
 * What the tests run in a process of its own, to be killed or to have another time zone and language.
 * `node _child.ts COMMAND ROOT …`; prints lines of JSON.
 */
import { flushCompileCache } from 'node:module';
import { dateOf } from '../../src/contract/time.ts';
import { composeDocument } from '../../src/pipeline/compose/compose.ts';
import { issue } from '../../src/pipeline/issue/issue.ts';
import { planAt } from '../../src/pipeline/plan/plan.ts';
import { tick } from '../../src/pipeline/run/tick.ts';
import { composeSource, planSource } from '../../src/pipeline/session.ts';
import { open } from './_workspace.ts';

// It may be killed, and would leave it to the next to compile the same again.
flushCompileCache();
const [command = '', root = '', now = ''] = process.argv.slice(2);
const session = await open(root);
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

const commands: Record<string, () => Promise<void>> = {
  /** Issues what is due; says when it begins. */
  async issue() {
    say('begin');
    say(await issue(session, { now }));
  },
  /** The whole round of a tick, recovery first. */
  async tick() {
    say(await tick(session, { now }));
  },
  /** Composes every document of the day as issued at `now`, and prints it with its fingerprint. */
  async compose() {
    const plan = await planAt(planSource(session), now);
    const day = plan.items.filter((i) => i.occurrence.period === dateOf(now) && i.hasEvidence);
    for (const { obligation, occurrence } of day) {
      const deliverable = await session.deliverables.get(obligation.id)?.whole();
      if (deliverable === undefined) throw new Error(`no deliverable ${obligation.id}`);
      const order = { revision: 1, issuedAt: now, readAt: now, late: null, revises: null, firstIssuedAt: null };
      const made = await composeDocument(composeSource(session), { deliverable, obligation, occurrence, ...order });
      say({ id: obligation.id, fingerprint: made.fingerprint, document: JSON.stringify(made.document) });
    }
  },
};

await (commands[command] ?? (() => Promise.reject(new Error(`unknown command ${command}`))))();
await session.close();
