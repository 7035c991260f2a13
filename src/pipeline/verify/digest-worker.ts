/** The thread of `digestsOf`: one file after the other, until the list is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { type DigestRequest, digestsHere } from './file-digests.ts';

parentPort?.postMessage(digestsHere(workerData as DigestRequest));
