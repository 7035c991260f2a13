/**
 * What the desk asks of the stages, and nothing else: each call is one that a command makes too, with the person of the account
 * in place of `--by`. The pipeline gives it (`src/pipeline/desk/`); the server decides nothing.
 */
import type { AgreementsPort } from './agreements.ts';
import type { ContractPort } from './contract.ts';
import type { ReceivePort } from './receive.ts';

export type { Actor } from './actor.ts';

export interface Port {
  agreements: AgreementsPort;
  contract: ContractPort;
  receive: ReceivePort;
}
