import { Injectable } from '@nestjs/common';
import { isMember } from '../../core/access/viewer.js';
import { done } from '../../core/outcome/outcome.js';
import type { DeedRequest } from '../deed/deed-request.js';
import { Deeds } from '../deed/deeds.js';
import { FileRegistry, type RegisteredFile } from './file-registry.port.js';
import { insertFile } from './file.store.js';

/** The register of files in the database: the row belongs to the sender's organisation, and the deed is audited. */
@Injectable()
export class DatabaseFileRegistry extends FileRegistry {
  constructor(private readonly deeds: Deeds) {
    super();
  }

  /**
   * Registers a file whose kind was told by its bytes. That is all the inspection there is, so it is CLEAN at once; a scanner
   * would register it QUARANTINED, which no deed reads.
   */
  async register(request: DeedRequest, file: RegisteredFile): Promise<void> {
    const { viewer } = request;
    if (!isMember(viewer)) throw new Error('A file was registered without an organisation to own it.');
    await this.deeds.perform(request, 'registerFile', [file], async (tx, files) => {
      const author = { ownerId: viewer.organisationId, memberId: viewer.memberId, at: request.receivedAt };
      for (const one of files) await insertFile(tx, { ...one, state: 'CLEAN' }, author);
      return files.map((one) => done(one));
    });
  }
}
