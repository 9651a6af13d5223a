import Foundation
import NIOSSL

/// A server certificate, made by the `openssl` command in its own folder.
public struct TLSIdentity: Sendable {
  public enum Kind: Sendable {
    case signedByItself
    /// By an authority made for it.
    case signedByAuthority
    /// By an authority; it expired yesterday.
    case expired
    /// By an authority; valid from 2090.
    case notYetValid
    /// By an authority, for a client: `extendedKeyUsage=clientAuth`.
    case forClients
    /// By an authority, for signing certificates: `keyUsage=keyCertSign`.
    case forSigning
  }

  public let folder: URL
  public var certificatePath: String { folder.appending(path: "certificate.pem").path }
  /// The certificate to trust: the authority's, or the server's own if it is self-signed.
  public var authorityPath: String { folder.appending(path: authority).path }
  private let authority: String
  private var keyPath: String { folder.appending(path: "key.pem").path }

  /// `name` is what the certificate is valid for: `IP:127.0.0.1` or `DNS:example.org`.
  public init(for name: String, _ kind: Kind = .signedByItself) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "memtui-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let selfSigned = "req -x509 -days 2"
    switch kind {
    case .signedByItself:
      authority = "certificate.pem"
      try openssl("\(selfSigned) \(newKey) key.pem -out certificate.pem -addext subjectAltName=\(name)")
    case .signedByAuthority, .expired, .notYetValid, .forClients, .forSigning:
      authority = "authority.pem"
      try openssl(
        "\(selfSigned) \(newKey.replacing("/CN=memtui", with: "/CN=authority")) authority-key.pem -out authority.pem"
      )
      try openssl(
        "req -new \(newKey) key.pem -out request.pem -addext subjectAltName=\(name)\(Self.usage(of: kind))")
      guard kind != .notYetValid else {
        try signForLater()
        return
      }
      let days = kind == .expired ? -1 : 2
      try openssl(
        "x509 -req -in request.pem -CA authority.pem -CAkey authority-key.pem -CAcreateserial "
          + "-copy_extensions copy -days \(days) -out certificate.pem")
    }
  }

  private static func usage(of kind: Kind) -> String {
    switch kind {
    case .forClients: " -addext extendedKeyUsage=clientAuth"
    case .forSigning: " -addext keyUsage=critical,keyCertSign"
    case .signedByItself, .signedByAuthority, .expired, .notYetValid: ""
    }
  }

  /// `openssl x509` cannot set the start of validity.
  private func signForLater() throws {
    let configuration = """
      [ca]
      default_ca = own
      [own]
      database = index.txt
      serial = serial
      new_certs_dir = .
      default_md = sha256
      policy = any
      copy_extensions = copy
      [any]
      commonName = supplied
      """
    for (name, text) in [("ca.cnf", configuration), ("index.txt", ""), ("serial", "01")] {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try openssl(
      "ca -batch -config ca.cnf -cert authority.pem -keyfile authority-key.pem -in request.pem -out certificate.pem "
        + "-notext -startdate 20900101000000Z -enddate 20910101000000Z")
  }

  private var newKey: String {
    "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=memtui -keyout"
  }

  private func openssl(_ arguments: String) throws {
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments = ["openssl"] + arguments.split(separator: " ").map(String.init)
    openssl.currentDirectoryURL = folder
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    guard openssl.terminationStatus == 0 else {
      throw Failure(status: openssl.terminationStatus, arguments: arguments)
    }
  }

  public struct Failure: Error {
    public let status: Int32
    public let arguments: String
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
