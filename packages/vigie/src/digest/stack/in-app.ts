/** What a frame tells about where it comes from. */
export interface Origin {
  readonly module: string | null
  readonly file: string | null
  readonly absolutePath: string | null
  readonly package: string | null
  readonly function: string | null
}

/**
 * Whether it is one's own code, as far as can be seen: everything except what is where libraries and runtimes are.
 */
export function isOurs(origin: Origin, platform: string): boolean {
  if (isInstalled(origin) || isNobodysOwn(origin)) return false
  if (origin.package !== null && isSystemPackage(origin.package)) return false
  const module = origin.module ?? classOf(origin, platform)
  if (module !== null && isLibraryModule(module, platform)) return false
  if (platform === 'javascript' && origin.function !== null && bundledFunction.test(origin.function))
    return false
  if (beams.has(platform) && origin.module !== null && erlangModule.test(origin.module)) return false
  if (isBinary(platform) && origin.function !== null && isRuntimeFunction(origin.function)) return false
  return [origin.module, origin.file, origin.absolutePath, origin.package].some((part) => part !== null)
}

/** Unity's and Mono's traces have the class in the function's name: `UnityEngine.Events.UnityAction.Invoke ()`. */
function classOf({ function: name }: Origin, platform: string): string | null {
  return platform === 'csharp' ? name : null
}

/** Belongs to the system, wherever it came from. */
export function isSystemPackage(path: string): boolean {
  return systemPackage.test(path)
}

/** It is in a place for installed packages, which says more than the name of its module. */
export function isInstalled({ absolutePath, file }: Origin): boolean {
  const path = absolutePath ?? file
  return path !== null && libraryPath.test(path)
}

/**
 * Browsers' and native SDKs call everything the application's, and Go's all but Go itself. Others were told what is, or
 * look at the path.
 */
export function isTrusted(platform: string): boolean {
  return platform !== 'javascript' && platform !== 'go' && !isBinary(platform)
}

function isBinary(platform: string): boolean {
  return binaries.has(platform)
}

const binaries = new Set(['native', 'cocoa', 'objc', 'swift', 'c', 'rust'])

/**
 * Nobody's own, whatever its SDK says: Unity's calls Unity the application's, Java's its filters of Spring, and before
 * Java 9 was there what that lies in; PHP's of old `vendor`, and the handler through which it learns of warnings. Bundles
 * of packages that Turbopack makes have no path of those.
 */
export function isNobodysOwn({ module, absolutePath, file }: Origin): boolean {
  return clientModule.test(module ?? '') || installedPath.test(absolutePath ?? file ?? '')
}

const installedPath =
  /[\\/](?:vendor|node_modules)[\\/]|\/_next\/server\/chunks\/(?:ssr\/)?node_modules_[^/]*\.js$|^\/usr\/share\/(?:php|nodejs)\/|^package:(?:flutter|sentry(?!\w*_example)(?:_\w+)?)\//

const clientModule =
  /^(?:jdk\.internal\.|Unity(?:Engine|Editor)\.|io\.sentry\.(?!samples?\b|example)|Sentry\.(?:AspNetCore|Extensions|Internal|NLog|Protocol|Serilog|Unity)\b)|:Raven_\w+$/

/**
 * Bundled with the application, the client's code is in the application's own file, and so is what Babel adds for old
 * browsers.
 */
const bundledFunction =
  /^(?:Raven|Hub)\d*\.|^callOnHub$|\bsentryWrapped$|^(?:\w+\.)?capture(?:Exception|Message|Event)$|^_(?:callSuper|asyncToGenerator|classCallCheck|construct)$|^asyncGeneratorStep$/

const libraryPath = anyOf([
  // In any language: where distributions install things. Not `/usr/src/app`, which is Docker’s.
  /^\/usr\/(?:(?:local\/)?(?:lib\w*|include)|share\/(?:php|nodejs))\//,
  // Python
  /[\\/](?:site|dist)-packages[\\/]/,
  /[\\/]lib(?:64)?[\\/]python\d/,
  /[\\/]Python\d+[\\/]lib[\\/]/i,
  /^<frozen /,
  // JavaScript
  /[\\/]node_modules[\\/]/,
  /^(?:node:|ext:|internal\/|native(?: |:|$)|\[native|\(native\)|\/?<anonymous>$)/,
  /^[a-z-]+-extension:/,
  /\bwebpack\/(?:bootstrap|runtime)/,
  /(?:^|[\\/])(?:chunk-)?(?:vendors?|polyfills?)(?:[.~-][\w.~-]*)?\.m?js(?:$|[?:])/,
  // `at async Promise.all (index 1)`
  /^index \d+$/,
  // WeChat's mini programs
  /(?:^|\/)WA(?:Service|SubContext|Webview)\w*\.js$/,
  /[\\/][^\\/]*(?:newrelic|LogRocket)[^\\/]*(?:[\\/]|\.js)/i,
  /^https:\/\/(?:unpkg\.com|cdnjs\.cloudflare\.com|cdn\.jsdelivr\.net|esm\.(?:run|sh)|deno\.land\/(?:x|std)|jsr\.io|cdn\.skypack\.dev|ga\.jspm\.io|code\.jquery\.com|ajax\.googleapis\.com)(?:[/@])/,
  // PHP, Go
  /[\\/]vendor[\\/]/,
  /^\[internal\]/,
  /[\\/]wp-(?:includes|admin)[\\/]/,
  /[\\/]pkg[\\/]mod[\\/]/,
  /@v\d+\.\d+\.\d+[^\\/]*[\\/]/,
  /[\\/]go[\\/]src[\\/]/,
  // Ruby, Elixir
  /[\\/]gems[\\/]/,
  /[\\/]lib[\\/]ruby[\\/]/,
  /^<internal:/,
  /(?:^|[\\/])deps[\\/][^\\/]+[\\/]lib[\\/]/,
  // Haskell, Rust, Dart, C++
  /^libraries[\\/].*\.hs$/,
  /[\\/]rustc[\\/]/,
  /[\\/]\.cargo[\\/]/,
  /^(?:dart:|package:(?:flutter|sentry(?!\w*_example)(?:_\w+)?)\/|org-dartlang-sdk:)/,
  /(?:^|[\\/])packages[\\/]flutter[\\/]|(?:^|[\\/])third_party[\\/]dart[\\/]sdk[\\/]|[\\/]\.pub-cache[\\/]|^lib[\\/]ui[\\/](?:hooks|platform_dispatcher)\.dart$/,
  /[\\/]boost[\\/]/,
  /[\\/]vctools[\\/]crt[\\/]/,
  // Julia, Racket, Lisp, Scheme, Tcl
  /^\.\/[\w-]+\.jl$/,
  /[\\/](?:\.julia[\\/]packages|share[\\/]julia)[\\/]/,
  /[\\/]racket[\\/](?:[\d.]+[\\/])?(?:collects|pkgs)[\\/]/,
  /[\\/](?:quicklisp[\\/](?:dists|quicklisp)|\.qlot[\\/]dists|share[\\/](?:common-lisp|guile|tcltk))[\\/]/,
  // Where managers of packages put them: Swift’s and CocoaPods, Unity’s, .NET’s, Maven’s, Nim’s, OCaml’s, Crystal’s, D’s, Haskell’s, Lua’s, yarn’s and bun’s
  /[\\/](?:(?:SourcePackages|\.build)[\\/]checkouts|Pods|Library[\\/]PackageCache|\.nuget[\\/]packages|\.m2[\\/]repository)[\\/]/,
  /[\\/](?:\.nimble[\\/]pkgs2?|\.opam|_opam|share[\\/]crystal[\\/]src|\.dub[\\/]packages|\.stack|\.cabal|lua_modules)[\\/]/,
  /[\\/](?:\.yarn[\\/](?:cache|unplugged|__virtual__|berry)|\.bun[\\/]install)[\\/]|[\\/]\.pnp\.c?js$/,
  // Perl, Lua
  /[\\/](?:lib|share)[\\/](?:[\w-]+[\\/])?perl5?[\\/]/,
  /[\\/](?:site|vendor)_perl[\\/]/,
  /^=?\[C\]$/,
  /[\\/](?:share|lib)[\\/]lua[\\/]|[\\/]lualib[\\/]|[\\/]raven[\\/]init\.lua$/,
  /[\\/]c\+\+[\\/]/,
])

const systemPackage = anyOf([
  /^\/(?:usr\/lib|lib|lib32|lib64|System|system|apex|vendor|Library\/Apple|Developer)\//,
  // Consoles
  /^nn(?:Sdk\w*|rtld)$|(?:^|[\\/])lib(?:Sce\w+|kernel\w*|c)\.s?prx$|(?:^|[\\/])kernelx\.dll$/,
  // Apple's runtimes and the client, which an application brings along
  /\/Frameworks\/(?:libswift\w*\.dylib|(?:KSCrash|Sentry\w*|Flutter(?:MacOS)?)\.framework\/)/,
  /^\[vdso\]$|\/RuntimeRoot\/|\.simruntime\//,
  /(?:^|[\\/])(?:lib)?Qt(?:\d[A-Z]\w*|Core|Gui|Widgets|Network|Qml|Quick)(?:\.|$)/,
  /^[a-z]:\\windows\\/i,
  /(?:^|[\\/])(?:ntdll|kernel32|kernelbase|user32|ucrtbase\w*|vcruntime\w*|msvcp\w*|rpcrt4|ole32|combase)(?:\.dll)?$/i,
  /(?:^|\/)lib(?:c|m|art|dl|log|pthread|objc|dispatch|dyld|system\w*|stdc\+\+|c\+\+\w*|swift\w*|GPU\w*|AudioToolbox\w*|Metal\w*)(?:[-.][\w.]*)?\.(?:so|dylib)/,
  /(?:^|\/)(?:UIKit(?:Core)?|Foundation|CoreFoundation|CFNetwork|CoreGraphics|CoreText|QuartzCore|GraphicsServices|AppKit|WebKit|WebCore|JavaScriptCore|AttributeGraph|SwiftUI(?:Core)?|AudioToolbox\w*|AVF\w+|CoreData|HIToolbox|Metal|dyld(?:_sim)?|IO[A-Z]\w+|AGX\w+|Core[A-Z]\w+|GeForce\w+)$/,
])

const python =
  'django|celery|flask|werkzeug|starlette|fastapi|uvicorn|gunicorn|asyncio|threading|logging|concurrent|importlib|runpy|newrelic|sentry_sdk|raven'
const jvm = [
  'java|javax|jakarta|jdk|sun|com\\.sun|kotlin|kotlinx|android|androidx|com\\.android|dalvik|scala|groovy|clojure|reactor|okhttp3|retrofit2|rx|akka|feign|liquibase|oauth|play\\.(?:api|core|mvc)',
  'org\\.(?:springframework|apache|hibernate|junit|jboss|eclipse|codehaus|gradle|slf4j|glassfish|postgresql|mariadb|h2|mongodb|thymeleaf|quartz|mybatis|flywaydb|jdesktop|web3j)|io\\.(?:netty|undertow|micrometer|sentry(?!\\.(?:samples?\\b|example))|grpc|ktor|opentelemetry|quarkus|smallrye|micronaut|vertx|lettuce|reactivex)',
  'ch\\.qos|com\\.(?:zaxxer|fasterxml|mysql|mongodb|newrelic|squareup|microsoft|lenovo\\.(?:lsf|payplus)|google\\.(?:android|common|crypto))',
].join('|')
const dotnet = 'System|Microsoft|MS|Newtonsoft|Sentry|UnityEngine|UnityEditor'
const binary = 'runtime|net\\/http|std|core|alloc|log|tokio|futures|sentry_core'
const perl =
  'Carp|Try::Tiny|Moose?|Class::MOP|Mojo|Mojolicious|Plack|Dancer2?|Catalyst|DBI|DBIx::Class|Sentry::Raven'
const elixir =
  'Elixir\\.(?:Access|Agent|Application|Code|DynamicSupervisor|Enum|File|GenServer|IO|Integer|Kernel|Keyword|List|Logger|Map|MapSet|Module|Process|Regex|Registry|Stream|String|Supervisor|System|Task|Plug|Phoenix|Ecto|DBConnection|Postgrex|Bandit|Oban|Jason|Sentry)'

/** Polyfills: what old browsers lack. */
const script = '@babel|core-js|regenerator-runtime|tslib'

const anyModule = modules(python, jvm, dotnet, binary, perl, elixir, script)
/** Only if the language is known: Rust's `core` and `log` are popular names of Django applications. */
const modulesOf: Readonly<Record<string, RegExp>> = { python: modules(python), java: modules(jvm) }

function isLibraryModule(module: string, platform: string): boolean {
  return (modulesOf[platform] ?? anyModule).test(module)
}

function modules(...names: readonly string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})(?:$|[./:])`)
}

const beams = new Set(['elixir', 'erlang'])
/** Erlang itself, and the servers that everybody uses. */
const erlangModule =
  /^(?:erlang|erl_\w+|elixir\w*|gen|gen_\w+|proc_lib|supervisor|lists|maps|ets|dets|timer|io|io_lib|file|binary|string|queue|crypto|ssl\w*|inet\w*|httpc\w*|logger\w*|error_logger|init|application\w*|rpc|cowboy\w*|ranch\w*|hackney\w*|poolboy|telemetry)$/

const runtimeFunction = anyOf([
  // Rust's `<E as anyhow::context::StdError>::ext_context` belongs to the author of the trait, not of the type.
  /^<?(?:&?(?:mut )?[A-Z]\d? as )?(?:std|__gnu\w*|__rustc|core|alloc|log|tracing\w*|anyhow|(?:color_)?eyre|tokio|futures\w*|boost|crashpad|google_breakpad|backtrace|failure|error_chain|sentry\w*|nlohmann|rust_\w+)::/,
  /^_*(?:pthread_\w+|abort|raise|kill|tgkill|syscall|memcpy|memset|memmove|free|malloc|dynamic_cast|cxa_\w+|libc_start\w+|start_thread|clone3?|rust_\w+|objc_\w+|NSThrow\w*|assert\w*|dispatch_\w+|scrt_\w+|sentry_\w+|NSRaise\w+|CFThrowFormattedException|CxxThrowException|Raise(?:Com\w*)?Exception|mh_execute_header)$/,
  // What Unreal's checks and Dart's isolates pass through
  /^(?:FDebug::|UE::(?:Assert|Logging)::Private::|DispatchCheckVerify\b|USentrySubsystem::|stub (?:InvokeDartCode|CallBootstrapNative)$)/,
  // Apple's client, linked into the application
  /^(?:__\d+)?[-+]\[(?:Private|RN)?(?:Sentry|KSCrash)|^_*(?:\w*sentrycrash\w*|kscm|kscrash\w*)_\w|^(?:static )?(?:Sentry\.)?SentrySDK\./,
])

/** Functions that every crash passes through and that say nothing about it. */
export function isRuntimeFunction(name: string): boolean {
  return runtimeFunction.test(name)
}

function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(
    patterns.map(({ source, flags }) => (flags === 'i' ? `(?i:${source})` : source)).join('|'),
  )
}
