import * as z from 'zod'

/** What a server is and how it stands, as far as a description of it may depend on it. */
export const Facts = z.strictObject({
  system: z.strictObject({
    id: z.string(),
    name: z.string(),
    version: z.string(),
    codename: z.string(),
    architecture: z.string(),
    kernel: z.string(),
    systemd: z.boolean(),
    hostname: z.string(),
    container: z.boolean(),
  }),
  cores: z.number().int(),
  memoryMegabytes: z.number().int(),
  swapMegabytes: z.number().int(),
  disk: z.strictObject({
    totalMegabytes: z.number().int(),
    freeMegabytes: z.number().int(),
    /** Null where the file system counts none. */
    freeInodes: z.number().int().nullable(),
    readOnly: z.boolean(),
  }),
  /** Ports on which sshd listens, whatever opened them: sshd itself or systemd's socket. */
  sshPorts: z.array(z.number().int()).min(1),
  addresses: z.array(z.string()),
  /** The kernel knows it; `ipv6.disable=1` takes it away, and then nothing can even ask to listen on it. */
  ipv6: z.boolean(),
  /** The server's clock when it answered. */
  now: z.number(),
  uptimeSeconds: z.number(),
  /** A reboot is wanted by an installed update. */
  rebootRequired: z.boolean(),
})
export type Facts = z.infer<typeof Facts>

export const ServiceState = z.strictObject({
  unit: z.string(),
  active: z.string(),
  enabled: z.string(),
  since: z.string().nullable(),
})
export type ServiceState = z.infer<typeof ServiceState>
