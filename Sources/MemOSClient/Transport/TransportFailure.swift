import AsyncHTTPClient
import MemoryModel
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Turns what the libraries throw into the facts of ``ServiceError``.
struct TransportFailure {
  /// `127.0.0.1:8787`: what the socket was to reach, the proxy where there is one.
  let peer: String
  let timeout: Double
  let longestBody: Int

  func reason(of error: any Error) -> ServiceError.Reason {
    switch error {
    case is AnswerCollector.TooLarge: .tooLarge(limit: longestBody)
    case let error as HTTPClientError: reason(of: error)
    case let error as NIOConnectionError: reason(of: error)
    case let error as IOError: reason(of: error, at: peer)
    case let error as NIOSSLError: reason(of: error)
    case let error as NIOSSLExtraError: .notTrusted(detail: "\(error)")
    case is ChannelError: .connectionLost(detail: "\(error)")
    case HTTPParserError.invalidEOFState, HTTPParserError.closedConnection:
      .connectionLost(detail: "\(error)")
    case let error as HTTPParserError: .unexpectedAnswer(detail: "not as HTTP demands: \(error)")
    default: .other(detail: "\(error)")
    }
  }

  private func reason(of error: HTTPClientError) -> ServiceError.Reason {
    switch error {
    case .deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout,
      .httpProxyHandshakeTimeout, .socksHandshakeTimeout, .getConnectionFromPoolTimeout:
      .timedOut(seconds: timeout)
    case .remoteConnectionClosed: .connectionLost(detail: "the server closed it")
    case .uncleanShutdown: .connectionLost(detail: "it was not closed as TLS demands")
    default: .other(detail: error.description)
    }
  }

  private func reason(of error: NIOConnectionError) -> ServiceError.Reason {
    let reached = "\(error.host):\(error.port)"
    if error.connectionErrors.isEmpty {
      let lookups = [error.dnsAError, error.dnsAAAAError].compactMap(\.self)
      return lookups.isEmpty ? .other(detail: "\(error)") : .unknownHost(error.host)
    }
    let reasons = error.connectionErrors.map { failure -> ServiceError.Reason in
      switch failure.error {
      case let error as IOError: reason(of: error, at: reached)
      case ChannelError.connectTimeout: .timedOut(seconds: timeout)
      case let other: .other(detail: "\(other)")
      }
    }
    // Of several addresses (::1 and 127.0.0.1) a refusal says most.
    return reasons.first { $0 == .refused(host: reached) } ?? reasons[0]
  }

  private func reason(of error: IOError, at place: String) -> ServiceError.Reason {
    switch error.errnoCode {
    case ECONNREFUSED: .refused(host: place)
    case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN: .connectionLost(detail: "\(error)")
    case ETIMEDOUT: .timedOut(seconds: timeout)
    default: .other(detail: "\(error)")
    }
  }

  private func reason(of error: NIOSSLError) -> ServiceError.Reason {
    switch error {
    case .uncleanShutdown: .connectionLost(detail: "\(error)")
    case .handshakeFailed(.syscallError), .handshakeFailed(.zeroReturn): .connectionLost(detail: "\(error)")
    case .handshakeFailed(.sslError(let stack)), .handshakeFailed(.unknownError(let stack)):
      .notTrusted(detail: stack.map { Self.words(of: "\($0)") }.joined(separator: ", "))
    default: .notTrusted(detail: "\(error)")
    }
  }

  /// `certificate verify failed` of `Error: 268435581 error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED
  /// at …/handshake.cc:298`, whose end is a path of the machine that built the library.
  private static func words(of description: String) -> String {
    guard let code = description.firstRange(of: "OPENSSL_internal:") else {
      return description.replacing("Error:  ", with: "")
    }
    let word = description[code.upperBound...].prefix { $0 != " " }
    return word.lowercased().replacing("_", with: " ")
  }
}
