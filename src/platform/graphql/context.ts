import DataLoader from 'dataloader';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { ANONYMOUS, isMember, type MemberViewer, type Viewer } from '../../core/access/viewer.js';
import type { RefusalData } from '../../core/outcome/outcome.js';
import type { DeedRequest, Locale } from '../deed/deed-request.js';

/** What a resolver knows of the request: who asks, when its last byte was read, in which language to answer. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** Why a token or cookie that came along stands for nobody; null when none came or when it is valid. */
  readonly sessionFault: RefusalData | null;
  /** Whom the session will stand for once its second step is done; null for every other session. Only fields of `@Access(entering)` look at it. */
  readonly halfway: MemberViewer | null;
  /** Database-corrected time at which the body was complete. */
  readonly receivedAt: Date;
  readonly traceId: string;
  readonly locale: Locale;
  /** Where the request came from, for limits on guessing; never logged, never kept. */
  readonly address: string;
  /** What a person recognises of the device, such as `Chrome · Windows`; null when it said nothing. */
  readonly device: string | null;
  /** The loader of this name: one for the request, so that look-ups of many fields become one statement. */
  loader<K, V>(name: string, batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>): DataLoader<K, V>;
  /** Gives a browser its session cookie, or takes it away; nothing on a live connection. */
  setSessionCookie(token: string | null): void;
  /** Who the session stands for now, for subscriptions that outlive it; null once it has ended. */
  viewerNow(): Promise<Viewer | null>;
}

export type ContextParts = Omit<RequestContext, 'loader'>;

/** One request's context. Its copies (the server makes one per operation) share loaders. */
export class GraphqlContext implements RequestContext {
  readonly viewer: Viewer;
  readonly sessionFault: RefusalData | null;
  readonly halfway: MemberViewer | null;
  readonly receivedAt: Date;
  readonly traceId: string;
  readonly locale: Locale;
  readonly address: string;
  readonly device: string | null;
  readonly setSessionCookie: (token: string | null) => void;
  readonly viewerNow: () => Promise<Viewer | null>;
  private readonly loaders = new Map<string, DataLoader<unknown, unknown>>();

  constructor(parts: ContextParts) {
    this.viewer = parts.viewer;
    this.sessionFault = parts.sessionFault;
    this.halfway = parts.halfway;
    this.receivedAt = parts.receivedAt;
    this.traceId = parts.traceId;
    this.locale = parts.locale;
    this.address = parts.address;
    this.device = parts.device;
    this.setSessionCookie = parts.setSessionCookie;
    this.viewerNow = parts.viewerNow;
  }

  loader<K, V>(name: string, batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>): DataLoader<K, V> {
    const known = this.loaders.get(name) ?? new DataLoader<K, V>(batch, { maxBatchSize: 1_000 });
    this.loaders.set(name, known as DataLoader<unknown, unknown>);
    return known as DataLoader<K, V>;
  }
}

/** The request's context as a resolver's argument. */
export const Context = createParamDecorator((_data: unknown, execution: ExecutionContext): RequestContext => contextOf(execution));

export function contextOf(execution: ExecutionContext): RequestContext {
  return GqlExecutionContext.create(execution).getContext<RequestContext>();
}

/** What a deed is told of a request. */
export function deedRequest(context: RequestContext, idempotencyKey: string | null | undefined = null): DeedRequest {
  const { viewer, receivedAt, traceId, locale } = context;
  return { viewer: viewer ?? ANONYMOUS, receivedAt, idempotencyKey: idempotencyKey ?? null, traceId, locale };
}

/** What a deed is told of a request that a half-opened session may make as well; the viewer is anonymous when nobody has signed in. */
export function enteringRequest(context: RequestContext, idempotencyKey: string | null | undefined = null): DeedRequest {
  return { ...deedRequest(context, idempotencyKey), viewer: enteringViewer(context) };
}

/** Who asks, or who is about to: the second step is done in the name of whom the session will stand for. */
export function enteringViewer({ viewer, halfway }: RequestContext): Viewer {
  return isMember(viewer) ? viewer : halfway ?? viewer;
}
