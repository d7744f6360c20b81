.class public Lcom/example/shop/Prices;
.super Ljava/lang/Object;

# What InstantRun's plugin puts in: a field, and at the start of each method a look at it.
.field public static changeQuickRedirect:Lcom/alipay/instantrun/ChangeQuickRedirect;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public total(II)I
    .registers 6
    sget-object v0, Lcom/example/shop/Prices;->changeQuickRedirect:Lcom/alipay/instantrun/ChangeQuickRedirect;
    if-nez v0, :patched
    mul-int/2addr p1, p2
    const/4 v1, 0x0
    invoke-static {v1, p1}, Ljava/lang/Math;->max(II)I
    move-result v0
    return v0
    :patched
    const/4 v1, 0x0
    invoke-interface {v0, v1, v1}, Lcom/alipay/instantrun/ChangeQuickRedirect;->accessDispatch(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Ljava/lang/Integer;
    invoke-virtual {v0}, Ljava/lang/Integer;->intValue()I
    move-result v0
    return v0
.end method

.method public reduced(II)I
    .registers 6
    mul-int v0, p1, p2
    div-int/lit8 v0, v0, 0x64
    const/4 v1, 0x0
    invoke-static {v1, v0}, Ljava/lang/Math;->max(II)I
    move-result v0
    sub-int v0, p1, v0
    return v0
.end method
