import { Injectable } from '@nestjs/common';
import type { Viewer } from '../core/access/viewer.js';
import { isUrgent, NOTIFICATION_KINDS } from '../core/notification/kinds.js';
import { defaultPreference, type Scope } from '../core/notification/preference.js';
import { timeText } from '../core/notification/quiet-hours.js';
import { AppDatabase, scopeOf } from '../platform/db/database.js';
import { shownContacts } from './contact.store.js';
import type { NotificationPreferencesNode } from './preference.types.js';
import { meant } from './subscriber.js';
import { readManner, readPreferences } from './subscriber.store.js';

/** The settings of a scope as its people see them: what was chosen, and the defaults where nothing was. */
@Injectable()
export class ReadPreferences {
  constructor(private readonly database: AppDatabase) {}

  /** Null for nobody signed in. */
  async of(viewer: Viewer, scope: Scope): Promise<NotificationPreferencesNode | null> {
    const subscriber = meant(viewer, scope);
    if (subscriber === null) return null;
    return this.database.read(scopeOf(viewer), async (tx) => {
      const { language, quiet } = await readManner(tx, subscriber.id);
      const chosen = await readPreferences(tx, subscriber.id);
      const contacts = await shownContacts(tx, subscriber.id);
      const addressed = contacts.filter((contact) => contact.confirmedAt !== null).map((contact) => contact.channel);
      return {
        scope, language: language === 'en' ? 'EN' : 'ZH_CN', contacts,
        quietHours: quiet === null ? null : { from: timeText(quiet.from), to: timeText(quiet.to) },
        preferences: NOTIFICATION_KINDS.map((kind) => {
          const { channels, cadence } = chosen.get(kind) ?? defaultPreference(kind, addressed);
          return { kind, channels: [...channels], cadence, isDefault: !chosen.has(kind), urgent: isUrgent(kind) };
        }),
      };
    });
  }
}
