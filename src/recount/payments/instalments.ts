/** 分期付款: how many documents and papers each instalment asks for and how many somebody shows, counted again from the contract's file. */
import type { Figures } from '../counted.ts';
import { judgedDues, type Outcome } from '../counted-deliveries.ts';
import { type Data, ms } from '../data.ts';
import { serviceRecords, type World } from '../world.ts';

/** `instalments.〈id〉.asked` and `.there` of each. */
export function instalmentFigures(world: World): Figures {
  const all: Data[] = world.contract.instalments ?? [];
  const counted = all.map((one): Figures => {
    const items = [
      ...(one.documents ?? []).map((asked: Data) => ofDocuments(world, asked)),
      ...(one.papers ?? []).map((paper: Data) => ({ asked: 1, there: isHandedOver(world, one.id, paper.id) ? 1 : 0 })),
    ];
    const sum = (key: 'asked' | 'there'): number => items.reduce((total: number, item) => total + item[key], 0);
    return { [`instalments.${one.id}.asked`]: sum('asked'), [`instalments.${one.id}.there`]: sum('there') };
  });
  return Object.assign({}, ...counted);
}

function ofDocuments(world: World, { obligation, from, to, count, proof }: Data): { asked: number; there: number } {
  const own = judgedDues(world).filter(({ due }) => due.obligation.id === obligation && due.to >= from && due.to <= to);
  const asked = Math.max(1, count === undefined ? own.length : Number(count));
  return { asked, there: Math.min(asked, own.filter(({ outcome }) => proves(outcome, proof)).length) };
}

/** What was made void, or does not tell of what it has to, has no time of issue. */
function proves({ times, received, deemed }: Outcome, proof: string): boolean {
  if (times.issued === null) return false;
  return proof === 'issued' || received || (proof === 'received' && deemed);
}

/** With a file that stands and was there by then. */
function isHandedOver(world: World, instalment: string, paper: string): boolean {
  const today = world.clock.day(world.asOf);
  return serviceRecords(world, 'payment-paper').some(
    (one) =>
      one.instalment === instalment &&
      one.paper === paper &&
      one.handedOn <= today &&
      (one.attachments ?? []).some(
        ({ withdrawn, keptAt }: Data) =>
          withdrawn === undefined && (keptAt === undefined || ms(keptAt) <= ms(world.asOf)),
      ),
  );
}
