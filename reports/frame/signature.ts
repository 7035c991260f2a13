/** The signature block of a document, as its obligation's form of the contract's data says. Pure. */
import type { Contract } from '../../src/contract/terms/contract.ts';
import { type Signature, signaturesOf } from '../../src/contract/terms/signatures.ts';
import type { SignatureBlock } from '../../src/report/block.ts';
import type { Composed, ComposeInput } from '../_deliverable.ts';
import { isSheet } from '../register/delivered.ts';
import { ownConfirm } from './confirm.ts';

type Line = Signature['lines'][number];
type Party = SignatureBlock['parties'][number];

/** Lines of one party that follow each other are one box. @throws Error for a form that the contract does not have */
export function signatureBlock(input: ComposeInput, composed: Composed): SignatureBlock {
  const { contract } = input.contract;
  const form = signaturesOf(contract).find(({ id }) => id === input.obligation.signature);
  if (form === undefined) throw new Error(`no signature form ${input.obligation.signature}`);
  const parties: Party[] = [];
  let before: Line | undefined;
  for (const line of form.lines) {
    if (before === undefined || before.party !== line.party || line.newBox === true)
      parties.push({ title: titleOf(line.party, contract), lines: [] });
    parties.at(-1)?.lines.push(printed(line, input, composed));
    before = line;
  }
  const note = form.note ?? (form.withDeliveries === true ? withDeliveries(input) : undefined);
  return { type: 'signature', parties, ...(note === undefined ? {} : { note }) };
}

/** With which document of the contract it is signed for: the sheet of what was handed over, else the register of what was issued. */
function withDeliveries({ contract: { registers } }: ComposeInput): string | undefined {
  const register = registers.find(isSheet) ?? registers.find(({ kind }) => kind === 'manifest');
  return register === undefined ? undefined : `本文档随《${register.name}》统一签收盖章。`;
}

function titleOf(party: Line['party'], { parties }: Contract): string {
  if (party === 'supplier') return `⟦供应商⟧：${parties.supplier}`;
  if (party === 'purchaser') return `⟦采购人⟧：${parties.purchaser}`;
  return party === 'supervisor' ? '⟦监理⟧' : '';
}

function printed(line: Line, input: ComposeInput, composed: Composed): Party['lines'][number] {
  const { label, text, act, person } = line;
  const named = input.contract.contract.people.find(({ id }) => id === person)?.name;
  const value = text ?? (act === undefined ? undefined : doneBy(act, input, composed)) ?? named;
  return value === undefined ? { label } : { label, value };
}

/** Who did it, as far as the document or its confirmation tells. */
function doneBy(act: NonNullable<Line['act']>, input: ComposeInput, composed: Composed): string | undefined {
  const confirm = ownConfirm(input);
  switch (act) {
    case 'prepare':
      return composed.prepared ?? confirm?.person;
    case 'review':
      return composed.reviewed ?? confirm?.reviewer;
    case 'approve':
      return composed.approved;
    case 'inspect':
      return composed.inspector ?? confirm?.person;
  }
}
