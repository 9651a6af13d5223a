import Foundation
import NIOSSL

/// A certificate signed by itself, made by the `openssl` command in a folder of its own.
public struct TLSIdentity: Sendable {
  public let folder: URL
  public var certificatePath: String { folder.appending(path: "certificate.pem").path }
  private var keyPath: String { folder.appending(path: "key.pem").path }

  /// `name` is what the certificate is good for: `IP:127.0.0.1` or `DNS:example.org`.
  public init(for name: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "memtui-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=memtui"
      .split(
        separator: " "
      ).map(String.init) + ["-addext", "subjectAltName=\(name)", "-keyout", keyPath, "-out", certificatePath]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    guard openssl.terminationStatus == 0 else { throw Failure(status: openssl.terminationStatus) }
  }

  public struct Failure: Error {
    public let status: Int32
  }

  public func remove() throws {
    try FileManager.default.removeItem(at: folder)
  }

  func serverContext() throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(certificatePath).map(NIOSSLCertificateSource.certificate)
    let key = try NIOSSLPrivateKey(file: keyPath, format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
  }
}
