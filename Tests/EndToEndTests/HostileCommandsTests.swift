import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Hostile memories, names, files, variables and arguments for every command, on a terminal and in a pipe.
  @Suite struct HostileCommandsTests {
    /// Each line is run by a shell in a terminal. `$H` is hostile, `$BAD` is not UTF-8.
    private static let onATerminal = #"""
      $MEMTUI export --user "$H"
      $MEMTUI export --user "$H" --format json
      $MEMTUI export --user "$H" --format csv
      $MEMTUI export --user "$H" --format markdown
      $MEMTUI export --user "$H" --output "$H.csv" --format csv
      $MEMTUI export --user "$H" --output "no-$H/file"
      MEMOS_BASE_URL=$RECORD $MEMTUI show "${H}1"
      MEMOS_BASE_URL=$RECORD $MEMTUI show "${H}1" --format json
      printf '%s\n%b\n' "${H}1" '\0233\0377' | MEMOS_BASE_URL=$RECORD $MEMTUI show - --format json
      $MEMTUI show "$H"
      for number in 1 2 3 4; do MEMOS_BASE_URL=$FAULTY $MEMTUI export --user "$H"; done
      for number in 1 2 3 4; do MEMOS_BASE_URL=$FAULTY $MEMTUI show "$H"; done
      $MEMTUI check --user "$H"
      $MEMTUI config show --profile "$H"
      $MEMTUI config path
      XDG_CONFIG_HOME="$PWD/$H" $MEMTUI config init
      XDG_CONFIG_HOME="$PWD/$H" $MEMTUI config show
      $MEMTUI "$H"
      $MEMTUI "--$H"
      $MEMTUI "--page-size=$H" --user a
      $MEMTUI help "$H"
      $MEMTUI config "$H"
      $MEMTUI generate "$H"
      $MEMTUI show "$H" "$H"
      $MEMTUI export --format "$H"
      $MEMTUI --user a --where "$H=1"
      $MEMTUI --user a --where "scene=\"$H"
      $MEMTUI --user a --filter "$H"
      $MEMTUI --user a --filter "{\"and\":[{\"not\":\"$H\"}]}"
      $MEMTUI --user a --filter "@$H"
      $MEMTUI --user a --saved "$H"
      $MEMTUI --user a --dialect "$H"
      $MEMTUI --user a --server-zone "$H"
      $MEMTUI --user a --log "no-$H/log"
      $MEMTUI --user a --ca-file "$H"
      $MEMTUI --user a --base-url "https://x/$H"
      $MEMTUI --profile "no $H"
      $MEMTUI demo-server --fault "$H"
      $MEMTUI "$BAD"
      $MEMTUI check --user "$BAD"
      MEMOS_BASE_URL="$H" $MEMTUI check --user a
      MEMOS_USER_ID="$H" $MEMTUI check --page-size 3
      MEMOS_API_KEY="$H" $MEMTUI check --user a
      HTTPS_PROXY="$H" $MEMTUI check --user a --base-url https://memos.invalid
      SSL_CERT_FILE="$H" $MEMTUI check --user a --base-url https://127.0.0.1:9
      XDG_STATE_HOME="$PWD/file-$H" $MEMTUI export --user a --saved x
      cp broken.yaml .config/memtui/config.yaml; $MEMTUI config show; $MEMTUI check --user a
      cp theme.yaml .config/memtui/config.yaml; $MEMTUI config show
      cp keys.yaml .config/memtui/config.yaml; $MEMTUI config show
      """#

    private static let inAPipe = #"""
      for format in ndjson json csv markdown; do
        $MEMTUI export --user a --format $format >out.$format 2>out.$format.errors
      done
      MEMOS_BASE_URL=$RECORD $MEMTUI show "${H}1" >out.show
      MEMOS_BASE_URL=$RECORD $MEMTUI show "${H}1" --format json >out.show.json
      $MEMTUI check --user "$H" >out.check
      $MEMTUI config show --profile "$H" >out.config
      """#

    /// YAML has no surrogates in its escapes, as JSON has.
    private static func yaml(_ text: String) -> String {
      let escapes = text.unicodeScalars.map {
        "\\U" + String(String(UInt64($0.value) | 1 << 32, radix: 16).suffix(8))
      }
      return "\"\(escapes.joined())\""
    }

    private static func prepare(_ home: URL, _ environment: [String: String?]) throws {
      let url = (environment["MEMOS_BASE_URL"] ?? nil) ?? ""
      let short = yaml(HostileCorpus.short)
      let files = [
        ".config/memtui/config.yaml":
          "default_profile: \(short)\nprofiles:\n  \(short): {base_url: \"\(url)\", user: \(short)}\n",
        "broken.yaml": "profiles: {a: {\(short): 1}}\n",
        "theme.yaml": "theme: \(short)\nthemes: {\(short): {selected: {fg: \(short)}}}\n",
        "keys.yaml": "keys: {list.quit: \(short), \(short): x}\n",
        ".local/state/memtui/default.json": #"{"filters":[{"name":\#(json),"text":"scene=a"}]}"#,
      ]
      for (name, text) in files {
        let file = home.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
      }
    }

    private static func script(_ lines: String) -> String {
      let bad = HostileCorpus.invalidUTF8.map { "\\" + String($0, radix: 8) }.joined()
      return "H=\(TerminalSession.quoted(HostileCorpus.short)); BAD=$(printf '\(bad)')\n\(lines)\n"
    }

    private static var facts: [String] {
      HostileCorpus.rows.enumerated().map { HostileCorpus.fact($1, $0) }
    }

    private static let json = HostileTextTests.json(HostileCorpus.short)
    /// In the headers of each answer.
    private static let headers = ["traceid": "t\u{9B}31m-\u{202E}1"]

    private static var page: ScriptedReply {
      .answer(
        #"{"code":0,"message":\#(json),"data":{"memory_detail_list":[\#(facts.joined(separator: ","))],\#(json):[{"id":\#(json)}],"total":999}}"#,
        headers: headers)
    }

    private static var record: ScriptedReply {
      .answer(
        #"{"code":0,"message":\#(json),"data":\#(HostileCorpus.fact(HostileCorpus.short, 1))}"#,
        headers: headers)
    }

    private static var faults: [ScriptedReply] {
      [
        .answer(200, #"{"code":40000,"message":\#(json),"data":null}"#, headers: headers),
        .answer(302, "", headers: ["Location": "https://elsewhere.example/%1B[2;5;66z\u{9B}31m\u{202E}"]),
        .answer(404, "<html>\(HostileCorpus.short)", headers: ["Content-Type": "text/html\u{9B}31m"]),
        .raw(200, headers: headers, body: Array("{\"code\":0,".utf8) + HostileCorpus.invalidUTF8),
      ]
    }

    @Test func noCommandSteersTheTerminal() async throws {
      try await Self.withServers { environment in
        let start = TerminalSession.Start.script(
          "until [ -e go ]; do sleep 0.02; done; . ./commands; echo; echo finished")
        try await TerminalSession.run(start, environment: environment) { terminal in
          try Self.prepare(terminal.home, environment)
          let script = terminal.home.appending(path: "commands")
          try Self.script(Self.onATerminal).write(to: script, atomically: true, encoding: .utf8)
          try Data().write(to: terminal.home.appending(path: "go"))
          try await terminal.wait(for: "finished")
          let bytes = try terminal.bytes()
          #expect(TerminalHarm.problems(in: bytes, drawnAs: .lines) == [])
          // What every command repeats is visible.
          let shown = String(decoding: bytes, as: UTF8.self)
          #expect(shown.components(separatedBy: "^[[2;5;66z^[]52;c;aG^G<U+009B>1m").count > 45)
          #expect(shown.components(separatedBy: "memtui: ").count > 40)
        }
      }
    }

    @Test func whatACommandWritesIntoAPipeIsSafeToPrint() async throws {
      try await Self.withServers { environment in
        try await ShellFolder.run(environment: environment) { folder in
          try Self.prepare(folder.url, environment)
          try await folder.expect(0, of: Self.script(Self.inAPipe) + "true")
          for name in try folder.names() where name.hasPrefix("out.") {
            let bytes = Array(try folder.data(name))
            #expect(bytes.count > 100, "\(name)")
            #expect(TerminalHarm.problems(in: bytes, drawnAs: .file) == [], "\(name)")
          }
        }
      }
    }

    /// A service with pages, one with single memories, and one that refuses everything, by the variables of the script.
    private static func withServers(_ body: ([String: String?]) async throws -> Void) async throws {
      try await ScriptedServer.run([page]) { pages in
        try await ScriptedServer.run([record]) { records in
          try await ScriptedServer.run(faults + faults) { faulty in
            try await body(["MEMOS_BASE_URL": pages.url, "RECORD": records.url, "FAULTY": faulty.url])
          }
        }
      }
    }
  }
}
