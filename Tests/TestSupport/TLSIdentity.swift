import Foundation
import NIOSSL

/// A server's certificate, made by the `openssl` command in a folder of its own.
public struct TLSIdentity: Sendable {
  public enum Kind: Sendable {
    case signedByItself
    /// By an authority that is made with it.
    case signedByAuthority
    /// By an authority, and no longer good: its time ended yesterday.
    case expired
  }

  public let folder: URL
  public var certificatePath: String { folder.appending(path: "certificate.pem").path }
  /// Who trusts this trusts the certificate: the authority's, or its own.
  public var authorityPath: String { folder.appending(path: authority).path }
  private let authority: String
  private var keyPath: String { folder.appending(path: "key.pem").path }

  /// `name` is what the certificate is good for: `IP:127.0.0.1` or `DNS:example.org`.
  public init(for name: String, _ kind: Kind = .signedByItself) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "memtui-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let ownSignature = "req -x509 -days 2"
    switch kind {
    case .signedByItself:
      authority = "certificate.pem"
      try openssl("\(ownSignature) \(newKey) key.pem -out certificate.pem -addext subjectAltName=\(name)")
    case .signedByAuthority, .expired:
      authority = "authority.pem"
      try openssl("\(ownSignature) \(newKey) authority-key.pem -out authority.pem")
      try openssl("req -new \(newKey) key.pem -out request.pem -addext subjectAltName=\(name)")
      let days = kind == .expired ? -1 : 2
      try openssl(
        "x509 -req -in request.pem -CA authority.pem -CAkey authority-key.pem -CAcreateserial "
          + "-copy_extensions copy -days \(days) -out certificate.pem")
    }
  }

  private var newKey: String {
    "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=memtui -keyout"
  }

  private func openssl(_ words: String) throws {
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments = ["openssl"] + words.split(separator: " ").map(String.init)
    openssl.currentDirectoryURL = folder
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    guard openssl.terminationStatus == 0 else {
      throw Failure(status: openssl.terminationStatus, words: words)
    }
  }

  public struct Failure: Error {
    public let status: Int32
    public let words: String
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
