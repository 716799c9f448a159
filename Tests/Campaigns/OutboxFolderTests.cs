using Core.Campaigns;
using Data.Mail;
using Xunit;

namespace Tests.Campaigns;

public sealed class OutboxFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("outbox-tests-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static OutgoingMail Mail(string folder, string id, string subject) =>
        new(
            folder,
            "shop@example.com",
            "a@example.com",
            id,
            new MailMessage(
                new Mailbox("Shop", "shop@example.com"),
                new Mailbox("Ä", "a@example.com"),
                new RenderedMessage(subject, "<p>ü</p>", "ü"),
                id,
                DateTimeOffset.UnixEpoch
            ).ToBytes()
        );

    [Fact]
    public async Task What_is_sent_lies_in_the_outbox_once()
    {
        var transport = new OutboxFolderTransport(root);
        Assert.False(transport.WasHandedOver("7", "c7.1@example.com"));
        await transport.SendAsync([Mail("7", "c7.1@example.com", "One"), Mail("8", "c8.1@example.com", "Two")], CancellationToken.None);
        await transport.SendAsync([Mail("7", "c7.1@example.com", "One again")], CancellationToken.None);
        Assert.True(transport.WasHandedOver("7", "c7.1@example.com"));

        var outbox = new OutboxFolder(root);
        var page = await outbox.ListAsync(0, 10);
        Assert.Equal(2, page.Total);
        Assert.Equal(["One again", "Two"], page.Items.Select(i => i.Subject).Order());
        var mail = await outbox.FindAsync("7/c7.1@example.com");
        Assert.Equal("Ä <a@example.com>", mail!.To);
        Assert.Equal("<p>ü</p>", mail.Part("text/html")!.Trim());
        Assert.Single((await outbox.ListAsync(1, 10)).Items);
    }

    [Theory]
    [InlineData("7/nothing")]
    [InlineData("../secret/x")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("7/../../x")]
    [InlineData("")]
    [InlineData("/")]
    public async Task An_id_leads_to_no_other_file(string id)
    {
        await File.WriteAllTextAsync(Path.Combine(root, "x.eml"), "x");
        var below = Directory.CreateDirectory(Path.Combine(root, "outbox", "7"));
        Assert.Null(await new OutboxFolder(below.Parent!.FullName).BytesAsync(id));
    }

    [Fact]
    public async Task A_folder_that_can_t_be_written_is_tried_later()
    {
        var file = Path.Combine(root, "file");
        await File.WriteAllTextAsync(file, "not a folder");
        var outcome = Assert.Single(
            await new OutboxFolderTransport(file).SendAsync([Mail("7", "a@example.com", "s")], CancellationToken.None)
        );
        Assert.Equal(SendOutcomeKind.Temporary, outcome.Kind);
        Assert.StartsWith("The outbox folder can't be written to", outcome.Reason, StringComparison.Ordinal);
    }
}
