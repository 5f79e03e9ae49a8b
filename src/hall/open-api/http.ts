import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { API_PREFIX } from '../../shared/protocol/open-contract.ts';
import type { HallService } from '../server/service.ts';
import { openApiDocument } from './document.ts';
import { openRouter } from './router.ts';
import type { ApiTokens } from './tokens.ts';

const DOCUMENT = '/openapi.json';

/** Whether a path is other systems' way in. */
export function isApiPath(path: string): boolean {
  return path === DOCUMENT || path.startsWith(`${API_PREFIX}/`);
}

/** Answers other systems. */
export function openApi(hall: HallService, tokens: ApiTokens) {
  const handler = new OpenAPIHandler(openRouter(hall));
  let document: Promise<string> | null = null;

  async function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff');
    if (path === DOCUMENT) {
      document ??= openApiDocument().then((it) => JSON.stringify(it));
      const text = await document;
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' });
      response.end(request.method === 'HEAD' ? undefined : text);
      return;
    }
    if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
    const scopes = await tokens.scopesOf(request.headers.authorization);
    response.setHeader('cache-control', 'no-store');
    if (scopes === null) response.setHeader('www-authenticate', 'Bearer');
    const { matched } = await handler.handle(request, response, { prefix: API_PREFIX, context: { scopes } });
    if (!matched) response.writeHead(404).end();
  }

  return {
    answer: (path: string, request: IncomingMessage, response: ServerResponse): void => {
      answer(path, request, response).catch(() => {
        // The store is away, or the caller went: nothing was changed, and the caller may ask again.
        if (!response.headersSent) response.writeHead(503);
        response.end();
      });
    },
  };
}
