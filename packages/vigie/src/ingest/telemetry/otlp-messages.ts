import type { Field, Message } from './protobuf.ts'

/** The prefix of all attributes of an exception: most spans and lines have none, and are skipped. */
export const needle = 'exception.'

/** Those parts of OpenTelemetry's messages (opentelemetry-proto) that tell of an exception. */
const anyValue: Message = {
  1: ['stringValue', 'text'],
  2: ['boolValue', 'truth'],
  3: ['intValue', 'whole'],
  4: ['doubleValue', 'double'],
  5: ['arrayValue', { one: () => ({ 1: ['values', { many: () => anyValue }] }) }],
  6: ['kvlistValue', { one: () => ({ 1: ['values', { many: () => keyValue }] }) }],
}
const keyValue: Message = { 1: ['key', 'text'], 2: ['value', { one: () => anyValue }] }
const attributes: Field = ['attributes', { many: () => keyValue }]
const resource: Field = ['resource', { one: () => ({ 1: attributes }) }]
const scope: Field = ['scope', { one: () => ({ 1: ['name', 'text'] }) }]
const spanEvent: Message = { 1: ['timeUnixNano', 'time'], 2: ['name', 'text'], 3: attributes }
const span: Message = {
  1: ['traceId', 'hex'],
  2: ['spanId', 'hex'],
  5: ['name', 'text'],
  9: attributes,
  11: ['events', { many: () => spanEvent, with: needle }],
}
const logRecord: Message = {
  1: ['timeUnixNano', 'time'],
  2: ['severityNumber', 'whole'],
  5: ['body', { one: () => anyValue }],
  6: attributes,
  9: ['traceId', 'hex'],
  10: ['spanId', 'hex'],
  11: ['observedTimeUnixNano', 'time'],
}
export const traces: Message = {
  1: [
    'resourceSpans',
    {
      many: () => ({
        1: resource,
        2: ['scopeSpans', { many: () => ({ 1: scope, 2: ['spans', { many: () => span, with: needle }] }) }],
      }),
    },
  ],
}
export const logs: Message = {
  1: [
    'resourceLogs',
    {
      many: () => ({
        1: resource,
        2: [
          'scopeLogs',
          { many: () => ({ 1: scope, 2: ['logRecords', { many: () => logRecord, with: needle }] }) },
        ],
      }),
    },
  ],
}
