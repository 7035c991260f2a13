/** A thread of `readFiles`: one file after the other; the one that reads the last part then reads those of git's objects. */
import { parentPort, workerData } from 'node:worker_threads';
import { readObjectStore } from '../../workspace/git/object-store.ts';
import { readBlobNames } from './blob-names.ts';
import { type DigestRequest, readHere, type ThreadAnswers } from './file-digests.ts';

const send = (answer: Partial<ThreadAnswers>): void => parentPort?.postMessage(answer);
const request = workerData as DigestRequest;
send({ files: readHere(request, request.names === undefined ? new Map() : await readBlobNames(request.names)) });
if (request.part === request.parts - 1) send({ store: readObjectStore(request.root) });
