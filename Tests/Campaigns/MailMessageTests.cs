using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Core.Campaigns;
using Xunit;

namespace Tests.Campaigns;

public sealed class MailMessageTests
{
    private static readonly DateTimeOffset Date = new(2026, 3, 4, 15, 6, 7, TimeSpan.FromHours(2));

    private static readonly string LongLine = string.Concat(Enumerable.Repeat("Zürich – naïve café = 100 % 🎉 ", 12));

    // Reads the message with software that was not written here: Python's own e-mail package.
    private const string Reader = """
        import sys, json, email, email.policy
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        part = lambda t: next(p.get_content() for p in m.walk() if p.get_content_type() == t)
        print(json.dumps({"subject": m["subject"], "fromName": m["from"].addresses[0].display_name, "from": m["from"].addresses[0].addr_spec,
          "toName": m["to"].addresses[0].display_name, "to": m["to"].addresses[0].addr_spec, "date": m["date"].datetime.isoformat(),
          "id": m["message-id"], "unsubscribe": m["list-unsubscribe"], "post": m["list-unsubscribe-post"], "headers": m.keys(),
          "type": m.get_content_type(), "parts": len(list(m.iter_parts())), "text": part("text/plain"), "html": part("text/html"),
          "defects": [str(d) for p in m.walk() for d in p.defects] + [str(d) for h in m.values() for d in getattr(h, "defects", [])]}))
        """;

    private static MailMessage Message(string fromName, string toName, string subject, string html, string text) =>
        new(
            new Mailbox(fromName, "shop@example.com"),
            new Mailbox(toName, "anna.o'neil+x@example.com"),
            new RenderedMessage(subject, html, text),
            MailMessage.IdFor(7, -3, "salt", "shop@example.com"),
            Date
        )
        {
            UnsubscribeUrl = "https://t.example.com/t/u/abc",
        };

    [Theory]
    [InlineData("Shop", "Anna", "Hello")]
    [InlineData(
        "Müller & Söhne, GmbH",
        "Đỗ Văn 🎉",
        "Überraschung: 20 % für Sie – nur heute, und zwar auf wirklich alles, was im Laden steht 🎁🎁🎁"
    )]
    [InlineData("The \"best\" shop \\ (ever)", "O'Neil, Anna", "=?utf-8?B?SGVsbG8=?= is not decoded twice")]
    [InlineData(
        "A very long name of a very old company that was founded before short names came up",
        "",
        "A very long subject of plain words that goes on and on beyond the seventy-eight characters that a line of a header should have"
    )]
    public async Task Other_software_reads_what_was_written(string fromName, string toName, string subject)
    {
        var html = $"<p>{LongLine}</p>\n.\n..dots\ntrailing space \n<p>end</p>";
        var text = $"{LongLine}\r\n.hidden\n=41 is not A\n\ttab\t\nend";
        var bytes = Message(fromName, toName, subject, html, text).ToBytes();
        var read = await ReadByPython(bytes);

        Assert.Equal(subject, read.GetProperty("subject").GetString());
        Assert.Equal(fromName, read.GetProperty("fromName").GetString());
        Assert.Equal("shop@example.com", read.GetProperty("from").GetString());
        Assert.Equal(toName, read.GetProperty("toName").GetString());
        Assert.Equal("anna.o'neil+x@example.com", read.GetProperty("to").GetString());
        Assert.Equal("2026-03-04T15:06:07+02:00", read.GetProperty("date").GetString());
        Assert.Equal("<https://t.example.com/t/u/abc>", read.GetProperty("unsubscribe").GetString());
        Assert.Equal("List-Unsubscribe=One-Click", read.GetProperty("post").GetString());
        Assert.Equal("multipart/alternative", read.GetProperty("type").GetString());
        Assert.Equal(2, read.GetProperty("parts").GetInt32());
        Assert.Equal(html, read.GetProperty("html").GetString()!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal(text.ReplaceLineEndings("\n"), read.GetProperty("text").GetString()!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Empty(read.GetProperty("defects").EnumerateArray());

        var stored = StoredMail.Read(bytes);
        Assert.Equal(subject, stored.Subject);
        Assert.Equal(Date, stored.Date);
        Assert.Equal(html, stored.Part("text/html")!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal(text.ReplaceLineEndings("\n"), stored.Part("text/plain")!.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    [Fact]
    public void Lines_end_in_crlf_are_ascii_and_short()
    {
        var text = Encoding.Latin1.GetString(Message("Ä", "B", LongLine, "a\rb\nc\r\nd" + LongLine, LongLine).ToBytes());
        Assert.All(text, c => Assert.InRange(c, '\n', '~'));
        Assert.Equal(text, text.ReplaceLineEndings("\r\n"));
        Assert.All(text.Split("\r\n"), l => Assert.InRange(l.Length, 0, 78));
    }

    [Fact]
    public async Task No_value_starts_a_header_of_its_own()
    {
        const string evil = "x\r\nBcc: victim@example.com\r\n\r\n<script>";
        var read = await ReadByPython(Message(evil, evil, evil, "<p></p>", "t").ToBytes());
        Assert.DoesNotContain("Bcc", read.GetProperty("headers").EnumerateArray().Select(h => h.GetString()));
        Assert.StartsWith("x  Bcc: victim@example.com", read.GetProperty("subject").GetString(), StringComparison.Ordinal);

        var good = Message("a", "b", "c", "d", "e");
        Assert.Throws<ArgumentException>(() => (good with { To = new Mailbox("", "a@b.example\r\nBcc: c@d.example") }).ToBytes());
        Assert.Throws<ArgumentException>(() => (good with { MessageId = "a@b>\r\nX: y" }).ToBytes());
        Assert.Throws<ArgumentException>(() => (good with { UnsubscribeUrl = "https://x.example.com/>\r\nX: y" }).ToBytes());
    }

    [Fact]
    public void The_same_message_gives_the_same_bytes() =>
        Assert.Equal(Message("a", "b", "c", "d", "e").ToBytes(), Message("a", "b", "c", "d", "e").ToBytes());

    private static async Task<JsonElement> ReadByPython(byte[] message)
    {
        Process python;
        try
        {
            python = Process.Start(
                new ProcessStartInfo("python3", ["-c", Reader])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            var missing = $"python3, which reads the message to check it, can't be started: {e.Message}";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, missing);
            Assert.Fail(missing);
            throw;
        }
        using (python)
        {
            await python.StandardInput.BaseStream.WriteAsync(message);
            python.StandardInput.Close();
            var error = python.StandardError.ReadToEndAsync();
            var output = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            Assert.True(python.ExitCode == 0, await error);
            return JsonDocument.Parse(output).RootElement;
        }
    }
}
