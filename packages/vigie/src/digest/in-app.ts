/** What a frame says of where it is from. */
export interface Origin {
  readonly module: string | null
  /** As far from the root as is known. */
  readonly path: string | null
  readonly package: string | null
}

const paths = [
  // Python
  /[\\/](?:site|dist)-packages[\\/]|[\\/]lib(?:64)?[\\/]python\d|^<frozen |^<__array_function__|[\\/]Python\d+[\\/]lib[\\/]/i,
  // JavaScript
  /[\\/]node_modules[\\/]|^node:|^internal\/|^native |^\[native|^(?:chrome|moz|safari(?:-web)?)-extension:|webpack\/(?:bootstrap|runtime)|^<anonymous>$|^\(native\)/,
  // PHP and Go
  /[\\/]vendor[\\/]|^\[internal\]|[\\/]pkg[\\/]mod[\\/]|[\\/]go[\\/]src[\\/]|[\\/]libexec[\\/]src[\\/]/,
  // Ruby and Elixir
  /[\\/]gems[\\/]|[\\/]lib[\\/]ruby[\\/]|^<internal:|[\\/]bundler[\\/]|(?:^|[\\/])deps[\\/][^\\/]+[\\/]lib[\\/]/,
  // Rust and Dart
  /[\\/]rustc[\\/]|[\\/]\.cargo[\\/]|^dart:|^package:flutter\/|^org-dartlang-sdk:/,
]

const packages =
  /^\/(?:usr\/lib|lib|lib64|System|system|apex|Library\/Apple)\/|^[a-z]:\\windows\\|(?:^|[\\/])(?:ntdll|kernel32|kernelbase|user32|ucrtbase|vcruntime\d+|libc|libart|libsystem_\w+|UIKitCore|UIKit|Foundation|CoreFoundation|dyld)(?:\.\w+)*$/i

const modules =
  /^(?:django|celery|flask|werkzeug|starlette|fastapi|uvicorn|gunicorn|asyncio|threading|logging|concurrent|importlib|runpy|java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|android|androidx|com\.android|dalvik|scala|groovy|clojure|org\.(?:springframework|apache|hibernate|junit|jboss|eclipse|codehaus|gradle|slf4j)|io\.(?:netty|undertow|micrometer|sentry|grpc)|ch\.qos|com\.(?:zaxxer|fasterxml|google\.common)|reactor|okhttp3|retrofit2|rx|System|Microsoft|MS|Newtonsoft|UnityEngine|UnityEditor|runtime|net\/http|std|core|alloc|tokio|futures|sentry_sdk|sentry_core|raven|Sentry)(?:$|[./:])/

/** Where the client did not say: everything but what lies where libraries and runtimes lie. */
export function isOurs({ module, path, package: container }: Origin): boolean {
  if (path !== null && paths.some((pattern) => pattern.test(path))) return false
  if (container !== null && packages.test(container)) return false
  if (module !== null && modules.test(module)) return false
  return module !== null || path !== null || container !== null
}
