/** The thread of `startReading`: one file after the other, until the list is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { readObjectStore } from '../../workspace/git/object-store.ts';
import { type DigestRequest, digestsHere, type ThreadAnswers } from './file-digests.ts';

const send = (answer: Partial<ThreadAnswers>): void => parentPort?.postMessage(answer);
const request = workerData as DigestRequest;
send({ digests: digestsHere(request) });
send({ store: readObjectStore(request.root) });
