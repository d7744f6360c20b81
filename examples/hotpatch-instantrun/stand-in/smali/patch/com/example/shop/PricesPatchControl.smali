.class public Lcom/example/shop/PricesPatchControl;
.super Ljava/lang/Object;
.implements Lcom/alipay/instantrun/ChangeQuickRedirect;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    return-void
.end method

.method public accessDispatch(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/Object;
    .registers 4
    const/4 v0, 0x0
    return-object v0
.end method
