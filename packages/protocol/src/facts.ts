import * as z from 'zod'

/** What a server is and how it stands, as far as its description may depend on that. */
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
    /** Null where the file system has no fixed number of inodes. */
    freeInodes: z.number().int().nullable(),
    readOnly: z.boolean(),
  }),
  /** Ports on which ssh is listened for, whether by sshd or by systemd's socket. */
  sshPorts: z.array(z.number().int()).min(1),
  addresses: z.array(z.string()),
  /**
   * Whether the kernel has IPv6. With `ipv6.disable=1` it does not, and then nothing can even try to listen on it.
   */
  ipv6: z.boolean(),
  /** The server's clock at the moment of the answer. */
  now: z.number(),
  uptimeSeconds: z.number(),
  /** An installed update wants a reboot. */
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
