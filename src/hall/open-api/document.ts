import { type ConditionalSchemaConverter, type JSONSchema, type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { z } from 'zod';
import { API_PREFIX, openContract } from '../../shared/protocol/open-contract.ts';

/** zod says itself what its schemas are in JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
const fromZod: ConditionalSchemaConverter = {
  condition: (schema) => schema instanceof z.ZodType,
  convert: (schema, { strategy }) => {
    const type = schema as z.ZodType;
    const { $schema: _, ...json } = z.toJSONSchema(type, { io: strategy });
    const required = strategy === 'output' || !type.safeParse(undefined).success;
    return [required, json as JSONSchema];
  },
};

/** The open interface as an OpenAPI 3.1 document. */
export function openApiDocument(): Promise<OpenAPI.Document> {
  return new OpenAPIGenerator({ schemaConverters: [fromZod] }).generate(openContract, {
    info: {
      title: '一窗通 OneWindow',
      version: '1',
      description: 'What a service hall tells other systems. Reading only; nobody is named. See docs/open-api.md.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Beside the document, wherever the hall stands: one of several answers behind /halls/ID.
    servers: [{ url: API_PREFIX.slice(1) }],
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: "A token made at the hall's desk or with `npm run hall -- --new-api-token NAME`",
        },
      },
    },
  });
}
