import Glibc
import NIOSSL

/// Reads the PEM file that is trusted instead of the system's certificates, or says what is wrong with it.
enum TrustedCertificates {
  static let largestFile = 16 << 20

  /// - Parameter variable: what names the file, nil for `ca_file`.
  static func load(_ path: String, variable: String?) throws(ConfigurationFault) -> [NIOSSLCertificate] {
    do throws(CertificatesFault) {
      let bytes = try contents(of: path)
      if let fault = fault(of: bytes) { throw fault }
      guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
        throw .damaged
      }
      return certificates
    } catch {
      throw .certificates(path: path, variable: variable, error)
    }
  }

  /// What can be told without a parser.
  private static func fault(of bytes: [UInt8]) -> CertificatesFault? {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.contains("-----BEGIN CERTIFICATE-----") || text.contains("-----BEGIN TRUSTED CERTIFICATE-----")
      || text.contains("-----BEGIN X509 CERTIFICATE-----")
    {
      return nil
    }
    if text.allSatisfy(\.isWhitespace) { return .empty }
    if text.contains("-----BEGIN ") { return .noCertificate }
    // A sequence whose length takes two bytes: `30 82 …`.
    return bytes.starts(with: [0x30, 0x82]) ? .binary : .notPEM
  }

  private static func contents(of path: String) throws(CertificatesFault) -> [UInt8] {
    // A FIFO would make the program wait for whoever writes to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        let number = errno
        if number == EINTR { continue }
        throw number == EISDIR ? .isDirectory : .unreadable(number)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= largestFile else { throw .tooLarge }
    }
  }
}
