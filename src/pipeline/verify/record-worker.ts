/** The thread of `readRecordFacts`: reads the records that nothing is known of. */
import { parentPort, workerData } from 'node:worker_threads';
import { openEvidence } from '../../workspace/store/evidence.ts';
import { openRecords } from '../../workspace/store/record-store.ts';
import { loadKind } from '../units.ts';
import { readRecords } from './record-reading.ts';

const { root, paths } = workerData as { root: string; paths: string[] };
const source = { records: openRecords(root, loadKind), evidence: openEvidence(root) };
parentPort?.postMessage(await readRecords(source, paths));
