/** Under which contract a document is counted again. */
import { expect, it } from 'vitest';
import type { Repository } from '../../src/recount/repository.ts';
import { worldsOf } from '../../src/recount/world.ts';
import { contract } from '../reports/_history.ts';

const scan = `ab${'0'.repeat(62)}`;
const asOf = '2026-10-01T09:00:00+08:00';
const manifest = {
  ...{ number: 'n', obligation: 'monthly-maintenance', period: '2026-09', from: '2026-09-01', to: '2026-09-30' },
  ...{ event: null, revision: 1, asOf, cut: asOf, counted: {}, times: { issued: asOf }, inputs: [], dataCommit: 'c' },
};

/** What is confirmed in the contract of a workspace that keeps these files besides it. */
function confirmedWith(kept: string[], given: object): boolean {
  const files: Record<string, unknown> = {
    'contract/contract.yaml': contract.contract,
    'contract/obligations.yaml': { obligations: contract.obligations },
    'contract/interpretations.yaml': {
      interpretations: [{ id: 'clocks', confirmed: true, chosen: 'alert', ...given }],
    },
  };
  const repository: Repository = {
    tree: () => new Map([...Object.keys(files), ...kept].map((path) => [path, path])),
    read: (blobs) => blobs.map((blob) => files[blob]),
    bytes: () => new Uint8Array(),
  };
  return worldsOf(repository, [manifest])(manifest).interpretations[0].confirmed;
}

it('takes a 口径 for confirmed only where the signed paper is kept, as documents do', () => {
  const path = `evidence/ab/${scan}`;
  expect(confirmedWith([path], { scan })).toBe(true);
  expect(confirmedWith([`${path}.gz`], { scan })).toBe(true);
  expect(confirmedWith([], { scan })).toBe(false);
  expect(confirmedWith([path], {})).toBe(false);
});
