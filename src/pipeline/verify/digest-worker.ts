/** The thread of `startReading`: one file after the other, until the list is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { type DigestRequest, digestsHere, type ThreadAnswers } from './file-digests.ts';
import { readObjectStore } from './object-store.ts';

const send = (answer: Partial<ThreadAnswers>): void => parentPort?.postMessage(answer);
const request = workerData as DigestRequest;
send({ digests: digestsHere(request) });
send({ store: readObjectStore(request.root) });
